"""The main job, played through the doors that people and clients use, and checked by its numbers.

`make demo`, tests/e2e and the composition's test play the same steps; they differ in what they
play against. Everything goes over HTTP; `facts` only watches what the services told each other.
"""
