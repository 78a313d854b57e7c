#!/usr/bin/env python3
"""Writes an inventory as CSV, in no order: park.py LINES"""

import random
import sys

KINDS = ["server", "workstation", "laptop", "printer", "switch", "mobile"]
MODELS = [("Dell", "Latitude 5440", "Windows 11 Pro"), ("HP", "EliteBook 840", "Windows 10 Pro"),
          ("Lenovo", "ThinkCentre M70", "Windows 11 Pro"), ("Apple", "MacBook Air", "macOS 14")]

lines, chance = int(sys.argv[1]), random.Random(7)
order = list(range(lines))
chance.shuffle(order)
out = sys.stdout
out.write("client,tag,kind,serial,label,manufacturer,model,os,location,assigned_to,status,purchased_on,warranty_until\n")
for n in order:
    maker, model, system = MODELS[n // 7 % 4]
    day = f"{1 + n % 12:02d}-{1 + n % 28:02d}"
    out.write(f"ried,RIED-{n:07d},{KINDS[n % 6]},{chance.getrandbits(40):010X}{n:X},Poste {n},{maker},{model},{system},"
              f"Bâtiment {n % 12},Personne {n % 5000},in-service,20{20 + n % 6}-{day},20{24 + n % 6}-{day}\n")
