package dev.filprofile.agent.instrument;

/** For tests without a hook that could be parked. */
final class NoParking implements Parking {

    @Override
    public int park() {
        return 0;
    }

    @Override
    public void unpark(int previous) {}
}
