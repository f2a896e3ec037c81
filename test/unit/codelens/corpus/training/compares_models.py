from pycaret.classification import *

setup(data=frame, target="y")
best = compare_models()  # lens
