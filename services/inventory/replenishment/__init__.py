"""补货: what falls below its minimum is proposed and ordered in one action, never twice."""
