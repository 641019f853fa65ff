"""Livelihood projects (民生实事项目): the public proposes, deputies choose, the government builds, they evaluate."""
