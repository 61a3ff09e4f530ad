"""What the system promises when parts of it die: real servers, real processes, kill -9."""
