"""What if one lamp, camera, hedge, tree or window were another: everything measured again."""
