"""What paper has and several services share: numbers in series, signatures. No business word in it."""
