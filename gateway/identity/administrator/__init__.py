"""The first administrator, made with a secret that only whoever runs the gateway can print."""
