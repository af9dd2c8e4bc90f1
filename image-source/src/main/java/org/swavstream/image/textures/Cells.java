package org.swavstream.image.textures;

/**
 * Voronoi cells, each with its own shade: one random centre in every square of the lattice.
 *
 * @param lattice its random numbers
 */
record Cells(Lattice lattice) implements Pattern {

    @Override
    public double at(double u, double v) {
        long column = (long) Math.floor(u);
        long row = (long) Math.floor(v);
        double nearest = Double.MAX_VALUE;
        long owner = 0;
        for (long y = row - 1; y <= row + 1; y++) {
            for (long x = column - 1; x <= column + 1; x++) {
                long bits = lattice.bits(x, y);
                double du = x + Lattice.upper(bits) - u;
                double dv = y + Lattice.lower(bits) - v;
                double distance = du * du + dv * dv;
                if (distance < nearest) {
                    nearest = distance;
                    owner = bits;
                }
            }
        }
        return shade(owner);
    }

    /** Independent of the centre's position, which is made of the same bits. */
    private static double shade(long bits) {
        return Lattice.upper(bits * 0x9E3779B97F4A7C15L);
    }
}
