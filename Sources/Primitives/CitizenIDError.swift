/// Why a text is not a citizen ID; never carries the number itself.
package enum CitizenIDError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither 18 characters nor the 15 digits of cards before 1999.
    case wrongLength(Int)
    /// A character, counted from 1, that cannot stand there.
    case wrongCharacter(position: Int)
    /// Characters 7 to 14 are not a day of the calendar.
    case impossibleBirthDate
    /// The last character does not follow from the 17 before it.
    case wrongCheckCharacter
    /// The birth date lies after the day asked about.
    case bornInFuture
    /// More than 130 years old on the day asked about.
    case tooOld

    /// A sentence for the person who typed the number.
    package var description: String {
        switch self {
        case .wrongLength(let count): "身份证号应为18位，现在是\(count)位，请对照证件重新填写。"
        case .wrongCharacter(let position): "身份证号第\(position)位不是数字（只有末位可以是X），请对照证件更正。"
        case .impossibleBirthDate: "身份证号第7至14位不是真实存在的出生日期，请对照证件更正。"
        case .wrongCheckCharacter: "身份证号校验不通过，很可能有一位填错，请对照证件逐位核对。"
        case .bornInFuture: "身份证号中的出生日期晚于今天，请对照证件更正。"
        case .tooOld: "按身份证号计算年龄超过130岁，请对照证件更正。"
        }
    }
}
