"""What went out: deliveries with their frozen cost, written as inventory issues."""
