"""Starting and stopping a desk: what is prepared first, which processes run, what a production start refuses."""
