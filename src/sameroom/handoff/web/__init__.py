"""The hand-over's pages: the queue, the packet, the way back."""
