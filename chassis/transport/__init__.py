"""How facts travel: contract, outbox, relay, bus, inbox, timers. `messaging.md` says it in prose."""
