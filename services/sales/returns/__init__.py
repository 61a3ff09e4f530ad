"""What came back: returns against deliveries, and the credit they earn."""
