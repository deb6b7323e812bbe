import Primitives

/// A name as small numbers, so that a city of names fits into little memory.
struct PersonName: Hashable {
    /// Index of the surname, or `InventedNames.ethnic` for a name of two parts joined by ·.
    var surname: UInt8
    /// Index of the first given character, or of the ethnic name's first part.
    var first: UInt16
    /// Index of the second given character plus one, zero for none; or of the ethnic name's second part.
    var second: UInt16
}

/// Names put together from common surnames by frequency and common characters by sex and generation.
enum InventedNames {
    static let ethnic = UInt8.max
    private static let surnames =
        Array(
            """
            王李张刘陈杨赵黄周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范\
            汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武
            """
        ).map(String.init) + ["欧阳", "上官", "司马", "诸葛"]
    /// Frequencies fall like those of real surnames: the first few cover a third of the people.
    private static let surnameWeights = surnames.indices.map { 100_000 / ($0 + 4) }
    private static let surnameSums = surnameWeights.reduce(into: [Int]()) { sums, weight in
        sums.append((sums.last ?? 0) + weight)
    }

    private static let eldersMale = Array("建国德福玉树振林洪庆永祥广善兆金宝忠义书文明春山长海清云光学成")
    private static let eldersFemale = Array("秀英桂兰玉珍凤芝素芳淑贞翠荣月娥爱莲香菊春花美云巧红霞")
    private static let adultsMale = Array("伟强磊军勇涛超刚平辉波鹏飞杰峰斌浩亮东海洋志新健旭凯")
    private static let adultsFemale = Array("芳娜敏静丽艳娟霞红燕玲梅琳雪倩婷颖洁慧莉萍萌晶蕾蕊丹")
    private static let childrenMale = Array("子轩浩宇博文梓睿晨逸辰俊熙泽佑明航一诺嘉皓宸铭")
    private static let childrenFemale = Array("梓涵雨欣诗琪思怡佳语桐若汐可馨一诺依晨悦彤芮沐")
    /// Characters beyond the Basic Multilingual Plane, which real given names hold and poor software breaks.
    private static let rare = Array("𠮷𣲗𬱟𫖯𬇙𬴂")
    private static let groups = [
        eldersMale, eldersFemale, adultsMale, adultsFemale, childrenMale, childrenFemale, rare,
    ]
    private static let groupStarts = groups.reduce(into: [0]) { starts, group in
        starts.append((starts.last ?? 0) + group.count)
    }
    private static let given = groups.joined().map(String.init)
    private static let ethnicFirst = [
        "阿依夏木", "古丽娜尔", "买尔旦", "艾力江", "其木格", "巴特尔", "才让卓玛", "扎西次仁", "玛依拉", "热依汗",
    ]
    private static let ethnicSecond = [
        "买买提", "吐尔逊", "阿不都拉", "乌云毕力格", "那日苏", "尼玛", "多吉", "卡德尔", "依明", "沙吾提",
    ]

    /// A surname by frequency.
    static func surname(_ random: inout SeededGenerator) -> UInt8 {
        let draw = random.below(surnameSums[surnameSums.count - 1])
        var (low, high) = (0, surnameSums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if surnameSums[middle] <= draw { low = middle + 1 } else { high = middle }
        }
        return UInt8(low)
    }

    /// A name under a surname, with characters of the sex and the generation.
    static func name(surname: UInt8, sex: Sex, age: Int, _ random: inout SeededGenerator) -> PersonName {
        if random.below(1200) == 0 {
            let (first, second) = (random.below(ethnicFirst.count), random.below(ethnicSecond.count))
            return PersonName(surname: ethnic, first: UInt16(first), second: UInt16(second))
        }
        let group = (age >= 50 ? 0 : age >= 20 ? 2 : 4) + (sex == .male ? 0 : 1)
        let first = groupStarts[group] + random.below(groups[group].count)
        if random.below(600) == 0 {
            let odd = groupStarts[6] + random.below(rare.count)
            return PersonName(surname: surname, first: UInt16(first), second: UInt16(odd + 1))
        }
        let second = random.chance(780) ? groupStarts[group] + random.below(groups[group].count) + 1 : 0
        return PersonName(surname: surname, first: UInt16(first), second: UInt16(second))
    }

    /// Another spelling of a name, as a register with a typing error has it: the last character replaced.
    static func misspelt(_ name: PersonName) -> PersonName {
        var wrong = name
        let taken = Int(name.second)
        // A step of 7 within the characters of the same list, and never onto the same character.
        wrong.second = name.surname == ethnic ? UInt16((taken + 3) % ethnicSecond.count) : UInt16((taken + 7) % 24 + 1)
        if wrong == name || (wrong.second > 0 && text(wrong) == text(name)) { wrong.second += 1 }
        return wrong
    }

    /// The characters of a name.
    static func text(_ name: PersonName) -> String {
        if name.surname == ethnic { return ethnicFirst[Int(name.first)] + "·" + ethnicSecond[Int(name.second)] }
        let second = name.second == 0 ? "" : given[Int(name.second) - 1]
        return surnames[Int(name.surname)] + given[Int(name.first)] + second
    }
}
