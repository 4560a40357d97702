"""A small region for tests: three councils, some towns and outward codes."""


def some_places() -> list[dict[str, str]]:
    lines = (
        "REGION,West Midlands,west-midlands,,52.47,-1.89,E12000005",
        "COUNCIL,Walsall,walsall,west-midlands,52.5862,-1.9829,E08000030",
        "COUNCIL,Wolverhampton,wolverhampton,west-midlands,52.5862,-2.1288,E08000031",
        "COUNCIL,Sandwell,sandwell,west-midlands,52.51,-2.0,E08000028",
        "COUNCIL,Coventry,coventry,west-midlands,52.4112,-1.5124,E08000026",
        "TOWN,Bilston,bilston,wolverhampton,52.566,-2.073,",
        "TOWN,Wednesbury,wednesbury,sandwell,52.551,-2.022,",
        "TOWN,Willenhall,willenhall-walsall,walsall,52.585,-2.055,",
        "NEIGHBOURHOOD,Willenhall,willenhall-coventry,coventry,52.385,-1.47,",
        "OUTWARD_CODE,WS1,ws1,walsall,52.5766,-1.9758,",
        "OUTWARD_CODE,WS2,ws2,walsall,52.5868,-2.0018,",
        "OUTWARD_CODE,WS10,ws10,sandwell,52.5583,-2.0219,",
        "OUTWARD_CODE,WV13,wv13,walsall,52.5855,-2.0577,",
        "OUTWARD_CODE,WV14,wv14,wolverhampton,52.5622,-2.0741,",
        "OUTWARD_CODE,CV3,cv3,coventry,52.3889,-1.4799,",
    )
    names = ("kind", "name", "slug", "parent", "latitude", "longitude", "ons_code")
    return [
        dict(zip(names, line.split(","), strict=True)) | {"source_date": "2026-01-01"}
        for line in lines
    ]
