/** When most of it happens at the vendor's desk. */
export const NOW = 1_764_210_000;
