"""Training of the learned extractor; needs the extra ``train`` (PyTorch), which nothing else does."""
