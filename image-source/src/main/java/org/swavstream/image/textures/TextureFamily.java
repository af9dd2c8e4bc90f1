package org.swavstream.image.textures;

import java.util.Locale;
import java.util.SplittableRandom;

/** The kinds of textures; the kind is an image's label. */
public enum TextureFamily {
    STRIPES {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> edge.inside(Edge.stripe(u));
        }
    },
    CHECKS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> {
                double a = Edge.stripe(u);
                double b = Edge.stripe(v);
                return edge.inside(Math.signum(a * b) * Math.min(Math.abs(a), Math.abs(b)));
            };
        }
    },
    DOTS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> {
                double x = Edge.fromMiddle(u);
                double y = Edge.fromMiddle(v);
                return edge.inside(0.32 - Math.sqrt(x * x + y * y));
            };
        }
    },
    RINGS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            double centreU = random.nextDouble() - 0.5;
            double centreV = random.nextDouble() - 0.5;
            return (u, v) -> {
                double x = u - centreU;
                double y = v - centreV;
                return edge.inside(Edge.stripe(Math.sqrt(x * x + y * y)));
            };
        }
    },
    BRICKS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> {
                double shift = 0.5 * (((long) Math.floor(v)) & 1);
                double acrossJoint = 2 * Edge.fromWhole(u / 2 + shift);
                return edge.inside(Math.min(acrossJoint, Edge.fromWhole(v)) - 0.12);
            };
        }
    },
    NOISE {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            Lattice lattice = new Lattice(random.nextLong());
            double squares = 1 / (edge.width() * (1 + random.nextDouble()));
            return (u, v) -> lattice.square(u * squares, v * squares);
        }
    },
    CLOUDS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return new Clouds(new Lattice(random.nextLong()));
        }
    },
    CELLS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return new Cells(new Lattice(random.nextLong()));
        }
    },
    GRIDS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> edge.inside(0.13 - Math.min(Edge.fromWhole(u), Edge.fromWhole(v)));
        }
    },
    ZIGZAGS {
        @Override
        Pattern pattern(SplittableRandom random, Edge edge) {
            return (u, v) -> edge.inside(Edge.stripe(u + 1.6 * Edge.fromMiddle(v / 2)));
        }
    };

    /** Draws what a texture of this kind does not share with others of its kind. */
    abstract Pattern pattern(SplittableRandom random, Edge edge);

    /** The label, such as {@code stripes}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
