package org.swavstream.image.textures;

/**
 * A generated image.
 *
 * @param family what it shows
 * @param side its width and height in pixels
 * @param rgb 8-bit RGB, row by row: side x side x 3 bytes
 */
public record Texture(TextureFamily family, int side, byte[] rgb) {}
