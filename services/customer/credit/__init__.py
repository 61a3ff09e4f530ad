"""Credit 信用: limits and ratings, proposed, signed by three people, then in force."""
