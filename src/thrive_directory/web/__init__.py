"""The pages: HTML over the API's own answers and shapes. Searches nothing by itself and decides nothing."""
