package dev.filprofile.profile.format;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Certificate.Kind;

/** {@link Certificate} as a block. */
final class CertificateBlock {

    private CertificateBlock() {}

    static void write(Certificate certificate, BlockOutput out) {
        out.text(certificate.kind().name());
        out.signed(certificate.peakBytes());
        out.signed(certificate.upperBoundBytes());
        out.signed(certificate.peakMillis());
        out.signed(certificate.baseBytes());
        out.signed(certificate.ownBytes());
        out.signed(certificate.confirmations());
        out.flag(certificate.finalPeak());
    }

    static Certificate read(BlockInput in) throws ProfileFormatException {
        Kind kind = in.constant(Kind.class);
        long peakBytes = in.signed();
        long upperBoundBytes = in.signed();
        if (upperBoundBytes < peakBytes) {
            throw in.damaged("the upper bound " + upperBoundBytes + " is below the peak " + peakBytes);
        }
        return new Certificate(
                kind, peakBytes, upperBoundBytes, in.signed(), in.signed(), in.signed(), in.signedInt(), in.flag());
    }
}
