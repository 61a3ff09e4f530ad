"""Who sees which field of a file: masked names, sealed values."""
