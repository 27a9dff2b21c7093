"""The commands by name, each group from its own file."""

import typer

from thrive_directory.cli import choose, data, places, reports, sites
from thrive_directory.cli.copies import changes, export
from thrive_directory.cli.doctor import doctor
from thrive_directory.cli.search import search
from thrive_directory.cli.serve import serve
from thrive_directory.cli.stats import stats

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A directory of local help for children and young people's mental health and wellbeing.",
)
app.command()(serve)
app.command()(search)
app.command()(choose.compare)
app.command("while-you-wait")(choose.while_you_wait)
app.add_typer(data.imports, name="import")
app.command()(data.withdraw)
app.add_typer(reports.reports, name="reports")
app.command()(stats)
app.add_typer(sites.sites, name="sites")
app.command()(export)
app.add_typer(changes, name="changes")
app.command()(places.places)
app.add_typer(places.postcodes, name="postcodes")
app.add_typer(places.registers, name="register")
app.add_typer(data.index, name="index")
app.command()(doctor)
