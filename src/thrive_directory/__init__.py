"""A directory of mental health and wellbeing support for children and young people (0-25) in England."""
