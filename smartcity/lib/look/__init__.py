"""How the city looks: tokens, components, icons and words that every face shares."""
