"""The names of regions and areas that the Course Directory's SUB_REGION column takes.

The national service joins them on names: its own codes are wrong in the North East, and some areas
keep the names of councils that have since merged.
"""

SUB_REGIONS: dict[str, tuple[str, ...]] = {
    "North East": (
        "County Durham",
        "Darlington",
        "Gateshead",
        "Hartlepool",
        "Middlesbrough",
        "Newcastle upon Tyne",
        "North Tyneside",
        "Northumberland",
        "Redcar and Cleveland",
        "South Tyneside",
        "Stockton-on-Tees",
        "Sunderland",
    ),
    "North West": (
        "Halton",
        "Warrington",
        "Blackburn with Darwen",
        "Blackpool",
        "Cheshire East",
        "Cheshire West and Chester",
        "Bolton",
        "Bury",
        "Manchester",
        "Oldham",
        "Rochdale",
        "Salford",
        "Stockport",
        "Tameside",
        "Trafford",
        "Wigan",
        "Knowsley",
        "Liverpool",
        "St Helens",
        "Sefton",
        "Wirral",
        "Cumbria",
        "Lancashire",
    ),
    "Yorkshire and The Humber": (
        "Kingston upon Hull",
        "East Riding of Yorkshire",
        "North East Lincolnshire",
        "North Lincolnshire",
        "York",
        "Barnsley",
        "Doncaster",
        "Rotherham",
        "Sheffield",
        "Bradford",
        "Calderdale",
        "Kirklees",
        "Leeds",
        "Wakefield",
        "North Yorkshire",
    ),
    "East Midlands": (
        "Derby",
        "Derbyshire",
        "Leicester",
        "Leicestershire",
        "Lincolnshire",
        "Northamptonshire",
        "Nottingham",
        "Nottinghamshire",
        "Rutland",
    ),
    "West Midlands": (
        "Herefordshire",
        "Telford and Wrekin",
        "Stoke-on-Trent",
        "Shropshire",
        "Birmingham",
        "Coventry",
        "Dudley",
        "Sandwell",
        "Solihull",
        "Walsall",
        "Wolverhampton",
        "Staffordshire",
        "Warwickshire",
        "Worcestershire",
    ),
    "East of England": (
        "Bedford",
        "Cambridgeshire",
        "Central Bedfordshire",
        "Essex",
        "Hertfordshire",
        "Luton",
        "Norfolk",
        "Peterborough",
        "Southend-on-Sea",
        "Suffolk",
        "Thurrock",
    ),
    "London": (
        "City of London",
        "Barking and Dagenham",
        "Barnet",
        "Bexley",
        "Brent",
        "Bromley",
        "Camden",
        "Croydon",
        "Ealing",
        "Enfield",
        "Greenwich",
        "Hackney",
        "Hammersmith and Fulham",
        "Haringey",
        "Harrow",
        "Havering",
        "Hillingdon",
        "Hounslow",
        "Islington",
        "Kensington and Chelsea",
        "Kingston upon Thames",
        "Lambeth",
        "Lewisham",
        "Merton",
        "Newham",
        "Redbridge",
        "Richmond upon Thames",
        "Southwark",
        "Sutton",
        "Tower Hamlets",
        "Waltham Forest",
        "Wandsworth",
        "Westminster",
    ),
    "South East": (
        "Medway",
        "Bracknell Forest",
        "West Berkshire",
        "Reading",
        "Slough",
        "Windsor and Maidenhead",
        "Wokingham",
        "Milton Keynes",
        "Brighton and Hove",
        "Portsmouth",
        "Southampton",
        "Isle of Wight",
        "Buckinghamshire",
        "East Sussex",
        "Hampshire",
        "Kent",
        "Oxfordshire",
        "Surrey",
        "West Sussex",
    ),
    "South West": (
        "Bath and North East Somerset",
        "Bristol",
        "North Somerset",
        "South Gloucestershire",
        "Plymouth",
        "Torbay",
        "Bournemouth",
        "Poole",
        "Swindon",
        "Cornwall",
        "Isles of Scilly",
        "Wiltshire",
        "Devon",
        "Dorset",
        "Gloucestershire",
        "Somerset",
    ),
}

BY_FOLDED_NAME = {name.casefold(): name for names in SUB_REGIONS.values() for name in names}
REGIONS_BY_FOLDED_NAME = {region.casefold(): names for region, names in SUB_REGIONS.items()}


def areas_named(cell: str) -> tuple[list[str], list[str]]:
    """Return the areas that a cell names, and the words that name none.

    ``"walsall; Atlantis"`` gives ``(["Walsall"], ["Atlantis"])``. A region means all its areas.
    """
    known: list[str] = []
    unknown: list[str] = []
    for word in (part.strip() for part in cell.replace("|", ";").split(";")):
        folded = word.casefold()
        if not word:
            continue
        if folded in BY_FOLDED_NAME:
            known.append(BY_FOLDED_NAME[folded])
        elif folded in REGIONS_BY_FOLDED_NAME:
            known.extend(REGIONS_BY_FOLDED_NAME[folded])
        else:
            unknown.append(word)
    return list(dict.fromkeys(known)), unknown
