package dev.filprofile.flamegraph;

import java.util.Locale;

/**
 * Numbers as the report prints them: independent of the locale, and the same in Java and in the page's own script.
 * {@code units.js} holds the same rules; both are tested against one table of vectors.
 *
 * <p>Numbers are rounded half up by {@code floor(x + 0.5)} and printed from integers, because that gives the same
 * digits in every language with IEEE doubles. NaN, infinities and negative numbers print as zero: a report never shows
 * them.
 */
public final class Units {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final String[] COUNT_UNITS = {"", " k", " M", " G", " T"};

    private Units() {}

    /** Bytes for tables and graphs: {@code 840 B}, {@code 1.2 GiB}, {@code 312 MiB}; one decimal under 10. */
    public static String bytes(double bytes) {
        return scaled(bytes, 1, 0);
    }

    /** Bytes for sentences, three digits: {@code 840 B}, {@code 1.24 GiB}, {@code 12.7 MiB}, {@code 312 MiB}. */
    public static String preciseBytes(double bytes) {
        return scaled(bytes, 2, 1);
    }

    /** As {@link #bytes(double)}. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** As {@link #preciseBytes(double)}. */
    public static String preciseBytes(long bytes) {
        return preciseBytes((double) bytes);
    }

    /** A share of 1 with one decimal: {@code 84.2 %}, {@code <0.1 %}; {@code 0 %} and {@code 100 %} without. */
    public static String percent(double share) {
        double percent = sane(share) * 100;
        if (percent == 0) {
            return "0 %";
        }
        if (percent < 0.05) {
            return "<0.1 %";
        }
        long tenths = round(percent * 10);
        return tenths == 1000 ? "100 %" : decimal(tenths, 1) + " %";
    }

    /** A share of 1 for sentences: {@code 84 %}, and as {@link #percent} under 10 %. */
    public static String wholePercent(double share) {
        double percent = sane(share) * 100;
        return percent < 9.95 ? percent(share) : round(percent) + " %";
    }

    /** A number of objects: {@code 840}, {@code 9,120}, {@code 41 k}, {@code 9.1 M}. */
    public static String count(double count) {
        double value = sane(count);
        long whole = round(value);
        if (whole < 10_000) {
            return String.format(Locale.ROOT, "%,d", whole);
        }
        int unit = 0;
        while (unit + 1 < COUNT_UNITS.length && roundedAt(value, value < 9.95 ? 10 : 1) >= 1000) {
            value /= 1000;
            unit++;
        }
        return (value < 9.95 ? decimal(round(value * 10), 1) : Long.toString(round(value))) + COUNT_UNITS[unit];
    }

    /** A moment or span: {@code 12.4 s}, {@code 840 ms}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(long millis) {
        long value = Math.max(0, millis);
        if (value < 1000) {
            return value + " ms";
        }
        if (value < 99_950) {
            return decimal(round(value / 100.0), 1) + " s";
        }
        long seconds = round(value / 1000.0);
        return seconds < 6000
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /**
     * What follows a number whose standard error exceeds 1 % of it, e.g. {@code " ±3.1 %"}; {@code ""} for all others.
     */
    public static String error(double value, double standardError) {
        double relative = value > 0 ? sane(standardError / value) : 0;
        if (relative <= 0.01) {
            return "";
        }
        double percent = Math.min(relative, 9.99) * 100;
        return " ±" + (percent < 9.95 ? decimal(round(percent * 10), 1) : Long.toString(round(percent))) + " %";
    }

    private static String scaled(double bytes, int decimalsUnder10, int decimalsUnder100) {
        double value = sane(bytes);
        int unit = 0;
        while (unit + 1 < BYTE_UNITS.length
                && roundedAt(value, scale(unit, value, decimalsUnder10, decimalsUnder100)) >= 1024) {
            value /= 1024;
            unit++;
        }
        int scale = scale(unit, value, decimalsUnder10, decimalsUnder100);
        int decimals = scale == 1 ? 0 : scale == 10 ? 1 : 2;
        return decimal(round(value * scale), decimals) + " " + BYTE_UNITS[unit];
    }

    /** 1, 10 or 100: how many parts of the unit are printed. The limits keep 9.96 from becoming "10.0". */
    private static int scale(int unit, double value, int decimalsUnder10, int decimalsUnder100) {
        if (unit == 0) {
            return 1;
        }
        int fine = decimalsUnder10 == 2 ? 100 : 10;
        if (round(value * fine) < 10L * fine) {
            return fine;
        }
        return decimalsUnder100 == 1 && round(value * 10) < 1000 ? 10 : 1;
    }

    private static double roundedAt(double value, int scale) {
        return (double) round(value * scale) / scale;
    }

    private static String decimal(long scaled, int decimals) {
        if (decimals == 0) {
            return Long.toString(scaled);
        }
        long divisor = decimals == 1 ? 10 : 100;
        String fraction = Long.toString(scaled % divisor);
        return scaled / divisor + "." + "0".repeat(decimals - fraction.length()) + fraction;
    }

    private static long round(double value) {
        return (long) Math.floor(value + 0.5);
    }

    private static double sane(double value) {
        return value > 0 && value < 1e300 ? value : 0;
    }
}
