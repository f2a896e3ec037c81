import unittest


class ModelTest(unittest.TestCase):  # lens
    def test_shape(self):
        pass


if __name__ == "__main__":
    unittest.main()
