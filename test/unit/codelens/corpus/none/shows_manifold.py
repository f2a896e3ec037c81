from sklearn.datasets import load_digits
from yellowbrick.text import UMAPVisualizer

visualizer = UMAPVisualizer()
visualizer.fit(*load_digits(return_X_y=True))
visualizer.show()
