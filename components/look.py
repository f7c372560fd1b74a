"""The look of the house in one place."""

import base64

# A drop in the accent colour. A data address, because a named symbol would be fetched from another host.
_DROP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#237a5c" '
    'd="M12 2.5C9 6.4 5.5 10.6 5.5 14.5a6.5 6.5 0 0 0 13 0C18.500 10.600 15 6.400 12 2.500z"/></svg>'
)
ICON = "data:image/svg+xml;base64," + base64.b64encode(_DROP.encode()).decode()
