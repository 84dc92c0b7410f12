"""Words of everyday life that questions about models do not need: one of them is a hint that a question is not ours.

Things that tables are about (customers, houses, loans, patients) are left out on purpose.
"""

_WORDS = """
airline airplane airport album alcohol alien aliens angel animal anniversary antivirus apple apples april arduino arm
army artist asteroid athlete aunt autumn avocado baby bacon bag bake baked bakery baking ball ballet banana baseball
bash basketball bath bathroom battle beach bean bear beard beautiful bed bedroom bee beef beer bees bible bicycle bike
bird birds birth birthday bitcoin blanket boat boil bomb book books boots border bottle boyfriend bread breakfast
bride bridge brother burger burn bus butter cabbage cake calendar camping candle carbonara carpet carrot cartoon
castle cat cats celebrity chair champagne champion chatgpt cheese chef chess chicken child childhood children chinese
chips chocolate christmas church cigarette cinema clothes club coat cocktail coffee comedian compiler concert cook
cooked cookie cookies cooking couch cow cream cricket crossword crypto css cure curry dance dancing dating daughter
deer dentist desert dessert diamond diet dinner dinosaur divorce django dog dogs doll dolphin door dragon dream dreams
dress drink drunk duck earth earthquake easter eat eating egg eggs election elephant emperor essay euro euros ex
exercise eyes facebook fairy farmer father fever film finger fireworks fish fishing flower flowers flying food
football fox friends frog fruit funny furniture galaxy game games garage garden garlic ghost gift girl girlfriend
github gitlab glass glasses goat god golang golf gospel gossip grandma grandmother grandpa grass guitar gun gym hair
hairdresser halloween ham hamster hat headache heaven helicopter hero hiking hill hockey holiday holidays homework
honey horoscope horse html hungry hurricane husband ice immigration ingredients instagram invitation island jacket
jail java javascript jazz jeans jewelry joke jokes journey juice jungle kettle king kiss kitchen kitten knee knife
kotlin lake lamp laravel laundry lawn lawsuit lawyer leather lemon linux lips lipstick lizard lottery love lyrics
macos magazine mall mango marathon marriage married mars mayor meal meat melody menu mermaid microwave milk mirror mom
mongodb monkey monster moon mosquito mother motorbike motorcycle mountain mountains mouth movie movies mum muscle
muscles museum mushroom music mysql nail nails napoleon neck neighbour netflix news newspaper nginx novel nuts ocean
omelette onion onions orange orchestra oven owl paint painting pancake pancakes panda pants parade parents park
parking parrot party passport pasta peanut pen pencil penguin pepper perfume pet pets philosophy phones photo photos
php piano pie pig pigeon pilot pirate pizza plane planet planets poem poems poet poetry poker politician politics pool
pope pork postgres potato potatoes prayer pregnant president prime printer prison proverb puppy pyramid queen quiz
rabbit rainbow raining react recipe recipes regex religion restaurant restaurants rhyme riddle river roast rocket
romantic roof ruby rust salad salmon salt sandwich sauce screenplay sea shampoo shark sheep shirt shoe shoes shop
shopping shower sick sing singer singing sister skating skiing sky slang sleeping smartphone snake soap soccer sofa
song songs sore soup spaghetti spanish spider spinach spoon sport sports stadium stain stairs steak stew stomach
strawberry suitcase summer sun sunday sunscreen superhero surf sushi swim swimming tango taxi tea teeth telescope
television temple tennis tent thanksgiving theater theatre thermostat throat tiger tiktok toast toilet tomato tomatoes
tooth tourist towel toy toys translate travel trip truck trumpet tuna turtle twitter typescript ubuntu umbrella uncle
unicorn vacation vaccine vaccines vacuum valentine vampire vegan vegetable vegetarian vikings vim violin virus visa
vitamin volcano wallet wallpaper war wardrobe washing weather wedding whale whatsapp whiskey wife wifi wikipedia
winter wolf wordpress workout yoga youtube zebra zombie zoo
"""
EVERYDAY = frozenset(_WORDS.split())
