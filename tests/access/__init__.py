"""Who may do what, at both doors, against a table written by hand."""
