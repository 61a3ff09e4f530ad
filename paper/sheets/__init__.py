"""Sheets in and out: forms as xlsx and csv, checked row by row as the API checks. No business word here."""
