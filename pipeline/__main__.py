"""``python -m pipeline`` is the command ``renkei``."""

from pipeline.cli.app import main

main()
