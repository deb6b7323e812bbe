extension FunctionLibrary {
    static let addresses: [String: DynamicFunction] = [
        "ip": one("ip") { value throws(DynamicError) in .address(try address(value)) },
        "isIP": one("isIP") { value throws(DynamicError) in
            guard case .string(let text) = value else { throw .noOverload("isIP", [value]) }
            return .bool(IPAddress(text) != nil)
        },
        "ip.isCanonical": one("ip.isCanonical") { value throws(DynamicError) in
            guard case .string(let text) = value else { throw .noOverload("ip.isCanonical", [value]) }
            return .bool(try address(value).text == text)
        },
        "cidr": one("cidr") { value throws(DynamicError) in .network(try network(value)) },
        "isCIDR": one("isCIDR") { value throws(DynamicError) in
            guard case .string(let text) = value else { throw .noOverload("isCIDR", [value]) }
            return .bool(IPNetwork(text) != nil)
        },
    ]

    static let addressMethods: [String: DynamicFunction] = [
        "family": property("family") { .int($0.isVersion6 ? 6 : 4) },
        "isUnspecified": property("isUnspecified") { .bool($0.bits == 0) },
        "isLoopback": property("isLoopback") { .bool($0.isVersion6 ? $0.bits == 1 : $0.bits >> 24 == 127) },
        "isGlobalUnicast": property("isGlobalUnicast") { .bool(isGlobalUnicast($0)) },
        "isLinkLocalUnicast": property("isLinkLocalUnicast") { .bool(isLinkLocalUnicast($0)) },
        "isLinkLocalMulticast": property("isLinkLocalMulticast") { address in
            .bool(address.isVersion6 ? address.bits >> 112 & 0xFF0F == 0xFF02 : address.bits >> 8 == 0xE0_00_00)
        },
        "ip": part("ip") { .address($0.address) },
        "masked": part("masked") { .network($0.masked) },
        "prefixLength": part("prefixLength") { .int(Int64($0.prefixLength)) },
        "containsIP": { arguments, _ throws(DynamicError) in
            guard arguments.count == 2, case .network(let whole) = arguments[0] else {
                throw .noOverload("containsIP", arguments)
            }
            return .bool(whole.contains(try address(arguments[1])))
        },
        "containsCIDR": { arguments, _ throws(DynamicError) in
            guard arguments.count == 2, case .network(let whole) = arguments[0] else {
                throw .noOverload("containsCIDR", arguments)
            }
            return .bool(whole.contains(try network(arguments[1])))
        },
    ]

    private static func isLinkLocalUnicast(_ address: IPAddress) -> Bool {
        address.isVersion6 ? address.bits >> 118 == 0xFE80 >> 6 : address.bits >> 16 == 0xA9FE
    }

    /// Neither unspecified, loopback, multicast, link-local nor broadcast; private addresses count as global.
    private static func isGlobalUnicast(_ address: IPAddress) -> Bool {
        guard address.bits != 0, !isLinkLocalUnicast(address) else { return false }
        if address.isVersion6 { return address.bits != 1 && address.bits >> 120 != 0xFF }
        return address.bits >> 24 != 127 && address.bits >> 28 != 14 && address.bits != 0xFFFF_FFFF
    }

    private static func address(_ value: DynamicValue) throws(DynamicError) -> IPAddress {
        switch value {
        case .address(let address): return address
        case .string(let text):
            guard let address = IPAddress(text) else {
                throw DynamicError("\(QuotedText.string(text)) is no IP address")
            }
            return address
        default: throw .noOverload("ip", [value])
        }
    }

    private static func network(_ value: DynamicValue) throws(DynamicError) -> IPNetwork {
        switch value {
        case .network(let network): return network
        case .string(let text):
            guard let network = IPNetwork(text) else { throw DynamicError("\(QuotedText.string(text)) is no network") }
            return network
        default: throw .noOverload("cidr", [value])
        }
    }

    private static func property(_ name: String, _ body: @escaping @Sendable (IPAddress) -> DynamicValue)
        -> DynamicFunction
    {
        one(name) { value throws(DynamicError) in
            guard case .address(let address) = value else { throw .noOverload(name, [value]) }
            return body(address)
        }
    }

    private static func part(_ name: String, _ body: @escaping @Sendable (IPNetwork) -> DynamicValue) -> DynamicFunction
    {
        one(name) { value throws(DynamicError) in
            guard case .network(let network) = value else { throw .noOverload(name, [value]) }
            return body(network)
        }
    }
}
