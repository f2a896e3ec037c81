import os
import shutil

from src.data.utils import is_train

for name in os.listdir("raw"):
    folder = "train" if is_train(name) else "test"
    shutil.copyfile(os.path.join("raw", name), os.path.join(folder, name))
