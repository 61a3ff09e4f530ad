"""Booking periods 会计期间: which months are closed, and the day on which a thing is booked."""
