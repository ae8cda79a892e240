"""Which deliveries may be counted together: of one kind, and each force once."""

import re
from itertools import combinations

import duckdb

from etl.contracts import Contract
from etl.errors import DeliveryError
from etl.sources.delivery import Delivery
from etl.warehouse.vintages import Vintage

FORCE_TABLES = ("cases", "submissions", "workforce", "workforce_groups", "system_changes")
# Each force of a delivery, with a file that names it.
Forces = dict[str, str]


def check_kinds(deliveries: list[Delivery]) -> None:
    """Refuse real and invented records together, and those of several countries."""
    if len({delivery.synthetic for delivery in deliveries}) > 1:
        raise DeliveryError(
            "Some deliveries are synthetic and some are not. Invented cases are never counted "
            "together with real ones: build them apart, into two data folders."
        )
    if len({delivery.country for delivery in deliveries}) > 1:
        raise DeliveryError(
            "The deliveries are of different countries. Records of another country are never "
            "counted together with those of England and Wales, or with a third country's: build "
            "them apart, into two data folders."
        )
    for delivery in deliveries:
        _check_one_kind(delivery)


def check_forces(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    deliveries: list[Delivery],
    named: int,
) -> list[Vintage]:
    """Refuse loaded deliveries whose forces cannot be; the deliveries as those of their suppliers.

    The named ones come first, then those kept from builds before.
    """
    _check_invented(connection, deliveries)
    forces = [_forces(connection, contract, number) for number in range(1, len(deliveries) + 1)]
    for delivery, own in zip(deliveries, forces, strict=True):
        _check_codes(delivery, own)
    vintages = [
        Vintage(
            number,
            delivery.supplier,
            frozenset(own),
            delivery.day("extracted_on"),
            (delivery.day("coverage_from"), delivery.day("coverage_to")),
            number > named,
        )
        for number, (delivery, own) in enumerate(zip(deliveries, forces, strict=True), start=1)
    ]
    _check_once(deliveries, forces, vintages)
    return vintages


def _forces(connection: duckdb.DuckDBPyConnection, contract: Contract, number: int) -> Forces:
    selects = [
        f"select force_code, {place} as place, min(source_file) as file from loaded.{entity.name} "
        f"where delivery_no = {number} and force_code is not null group by force_code"
        for place, entity in enumerate(contract.entities.values())
        if "force_code" in entity.columns
    ]
    return dict(
        connection.sql(
            f"select force_code, arg_max(file, place) from ({' union all '.join(selects)}) "
            "group by force_code order by force_code"
        ).fetchall()
    )


def _check_once(deliveries: list[Delivery], forces: list[Forces], vintages: list[Vintage]) -> None:
    for (one, own), (other, theirs) in combinations(enumerate(vintages), 2):
        both = own.forces & theirs.forces
        if both and not own.follows(theirs) and not theirs.follows(own):
            force = min(both)
            raise DeliveryError(
                f"{deliveries[other].folder.name}: {forces[other][force]} holds force {force}, "
                f"which {deliveries[one].folder.name} delivers, too. Each force may come in one "
                "delivery of a build, or its cases would count twice; a delivery replaces another "
                "only where it is of the same supplier and was extracted later."
            )


def _check_one_kind(delivery: Delivery) -> None:
    if delivery.country and delivery.synthetic:
        raise DeliveryError(
            f"{delivery.folder.name}: records are invented (`synthetic`) or of a `country`, "
            "never both."
        )


def _check_codes(delivery: Delivery, forces: Forces) -> None:
    """A country's own forces, and only these, have codes that begin with F."""
    for force, file in forces.items():
        # In England and Wales anything else that is no code sets its rows aside, as ever.
        is_foreign = bool(re.fullmatch(r"F\d{8}", force))
        if is_foreign != bool(delivery.country):
            raise DeliveryError(
                f"{file}: the codes of forces begin with F where datapackage.json names a "
                "`country` other than England and Wales, and only there, so that no foreign "
                "figure stands under a name of England and Wales."
            )


def _check_invented(connection: duckdb.DuckDBPyConnection, deliveries: list[Delivery]) -> None:
    """Invented cases of a real force are refused whole: nothing invented beside a real name."""
    if not deliveries[0].synthetic:
        return
    for table in FORCE_TABLES:
        rows, file, line = connection.sql(
            "select count(*), arg_min(source_file, row_id), arg_min(source_line, row_id) "
            f"from typed.{table} where force_code in (select force_code from reference.forces)"
        ).fetchone()
        if rows:
            raise DeliveryError(
                f"{file}, line {line}: the delivery says it is synthetic, but {rows:,} rows bear "
                "the code of a real force. Invented cases need fictional forces (codes that begin "
                "with X, described in forces.csv); if the cases are real, set `synthetic` to false "
                "in datapackage.json."
            )
