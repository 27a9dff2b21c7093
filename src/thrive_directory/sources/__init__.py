"""The outside world, read into source records. Sources read and name their licence; they never write."""
