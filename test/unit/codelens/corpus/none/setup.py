from setuptools import setup

setup(name="trainer", entry_points={"console_scripts": ["train = trainer:main"]})
train()
