"""What only shows across papers: where they meet, disagree, descend from each other, and what they leave open."""
