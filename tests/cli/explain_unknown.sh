# A misspelt rule gets the nearest name.
bumpgate explain stream-remove
