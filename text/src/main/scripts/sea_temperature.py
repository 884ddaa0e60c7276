"""Writes sea-temperature.csv: the monthly temperature of the sea off Peru, in degrees Celsius.

    python sea_temperature.py FILE OUT

FILE is statsmodels/datasets/elnino/src/elnino.dat of the Python package statsmodels 0.15.0: four regions of
ERSST.V3B as the National Weather Service of the United States publishes them. Kept is NINO1+2 (0 to 10 degrees
south, 90 to 80 degrees west).
"""

import sys

source, out = sys.argv[1:]
rows = [line.split() for line in open(source, encoding="ascii")]
assert rows[0][:3] == ["YR", "MON", "NINO1+2"], rows[0]
months = [(int(row[0]), int(row[1]), row[2]) for row in rows[1:] if row]
first = months[0][0]
# A month that is missing would shift all that come after it.
assert [(y, m) for y, m, _ in months] == [(first + i // 12, i % 12 + 1) for i in range(len(months))]
with open(out, "w", encoding="ascii", newline="\n") as file:
    file.write("month,celsius\n")
    for year, month, celsius in months:
        file.write(f"{year}-{month:02},{celsius}\n")
print(len(months), "months from", months[0], "to", months[-1])
