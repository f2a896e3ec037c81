import csv


def main():
    with open("stations.csv") as file:
        for row in csv.reader(file):
            print(row)


if __name__ == "__main__":
    main()
