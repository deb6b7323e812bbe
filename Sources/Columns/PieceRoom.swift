/// Room for a value of each record of a piece, which stays in the nearest cache until they go where they belong.
@safe final class PieceRoom {
    private var base: UnsafeMutablePointer<UInt64>
    private var capacity = 0

    init() { unsafe base = .allocate(capacity: 0) }

    deinit { unsafe base.deallocate() }

    /// Room for so many; what stood there is forgotten.
    func reserve(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        if count > capacity {
            capacity = count + count / 8
            unsafe base.deallocate()
            unsafe base = .allocate(capacity: capacity)
        }
        return unsafe base
    }
}
