"""Backup and restore of everything the portal keeps: the database and the files, as one folder with a manifest.

Lives in the kernel's outermost room because it looks at the whole portal and at no app in particular.
"""
