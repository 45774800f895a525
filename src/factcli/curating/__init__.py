"""Make and change fact bases: what the commands under `factcli base` do, without their options."""
