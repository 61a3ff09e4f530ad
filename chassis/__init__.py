"""What every service needs and none owns: transport, data, web. No business word lives here."""
