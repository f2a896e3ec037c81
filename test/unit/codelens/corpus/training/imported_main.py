import sys

from mypackage.training import main

if __name__ == "__main__":  # lens
    sys.exit(main())
