"""The finder in other people's pages: pages that may be framed, and the lines that frame them."""
