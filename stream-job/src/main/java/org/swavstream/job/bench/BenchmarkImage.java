package org.swavstream.job.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images to measure with. They are the same every time. */
public final class BenchmarkImage {

    private static final float JPEG_QUALITY = 0.9f;
    private static final int WAVES = 24;
    private static final double NOISE = 6;

    private BenchmarkImage() {}

    /** A JPEG with about as much detail as a photograph: 77 KB at 500×375 pixels. */
    public static byte[] jpeg(int width, int height) throws IOException {
        return jpeg(width, height, JPEG_QUALITY);
    }

    /**
     * A JPEG of the same picture.
     *
     * @param quality 0 to 1
     */
    public static byte[] jpeg(int width, int height, float quality) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture(width, height), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A PNG of the same picture. */
    public static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture(width, height), "png", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage picture(int width, int height) {
        Random random = new Random(1);
        double[][] waves = new double[WAVES][];
        for (int wave = 0; wave < WAVES; wave++) {
            double frequency = Math.pow(2, 5 * random.nextDouble() - 8);
            double direction = 2 * Math.PI * random.nextDouble();
            waves[wave] =
                    new double[] {
                        2 * Math.PI * frequency * Math.cos(direction),
                        2 * Math.PI * frequency * Math.sin(direction),
                        2 * Math.PI * random.nextDouble(),
                        random.nextInt(3)
                    };
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, color(waves, x, y, random));
            }
        }
        return image;
    }

    private static int color(double[][] waves, int x, int y, Random random) {
        double[] channels = {128, 128, 128};
        for (double[] wave : waves) {
            channels[(int) wave[3]] += 16 * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
        }
        double noise = NOISE * random.nextGaussian();
        int rgb = 0;
        for (double channel : channels) {
            rgb = rgb << 8 | (int) Math.max(0, Math.min(255, channel + noise));
        }
        return rgb;
    }
}
